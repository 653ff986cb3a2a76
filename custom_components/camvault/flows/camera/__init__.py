"""The flow that adds a camera, or changes what belongs to one."""
