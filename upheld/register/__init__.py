"""The register: who is in jurisdiction and when: authorities, types, succession, reporting years, population."""
