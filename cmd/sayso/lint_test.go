package main

import "testing"

func TestLint(t *testing.T) { script(t, "lint") }
