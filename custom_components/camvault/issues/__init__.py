"""What Home Assistant's repairs say of a gateway."""
