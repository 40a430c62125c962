package export

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestOthersReadIt gives every format to readers of others. SAYSO_PYTHON names a
// Python that has them; testdata/readers.py tells which.
func TestOthersReadIt(t *testing.T) {
	python := os.Getenv("SAYSO_PYTHON")
	if python == "" {
		t.Skip("SAYSO_PYTHON does not name a Python with the readers")
	}
	dir := t.TempDir()
	for _, f := range Formats {
		raw := written(t, func(b *bytes.Buffer) Writer { return f.New(b, made) }, examples(t))
		if err := os.WriteFile(filepath.Join(dir, f.Name), raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(python, "testdata/readers.py", dir, "reading.schema.json").CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}
