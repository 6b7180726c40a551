"""What students receive, made from what the course's authors write."""
