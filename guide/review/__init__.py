"""What reviewers see: the map, the screens, the scenarios and the hazards. Uses no Flask."""
