package main

import "testing"

func TestExport(t *testing.T) { script(t, "export") }
