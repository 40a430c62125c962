package nlp

import (
	"sync"
	"testing"
)

var shared = sync.OnceValues(Load)

// load is the model that all tests share.
func load(t testing.TB) *Model {
	t.Helper()
	m, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
