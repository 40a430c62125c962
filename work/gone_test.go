package work

import (
	"os"
	"os/exec"
	"testing"
)

func TestGone(t *testing.T) {
	if gone(os.Getpid()) {
		t.Error("this process is thought to be gone")
	}
	c := exec.Command(os.Args[0], "-test.run", "^$")
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	if !gone(c.Process.Pid) {
		t.Error("a process that ended is thought to be there")
	}
}
