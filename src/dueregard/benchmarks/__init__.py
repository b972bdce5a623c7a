"""An organisation beside others like it: measures, peers, distributions and change over time."""
