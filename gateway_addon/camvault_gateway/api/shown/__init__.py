"""What is shown, composed in one view of the catalog, and as the contract writes it."""
