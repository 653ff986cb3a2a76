"""Home Assistant's subentries and devices, in line with the gateway's cameras."""
