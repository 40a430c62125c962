package main

import "testing"

func TestArchive(t *testing.T) { script(t, "archive") }
