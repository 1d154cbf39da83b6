"""Many pages, each in a process with caps on time and memory."""
