"""Whatever of the batch can change what running a notebook gives: its hash is in the key of every run."""
