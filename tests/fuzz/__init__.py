"""Properties that hold whatever an editor writes or imports: `make test` tries a few inputs, `make fuzz` thousands."""
