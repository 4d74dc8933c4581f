"""Tests of the permit desk."""
