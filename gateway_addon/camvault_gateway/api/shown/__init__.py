"""Views of the catalog for the API, and their JSON as the contract defines it."""
