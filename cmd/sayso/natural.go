package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
)

// natural is the value of a flag that counts something: a whole number from 0 on.
type natural int

func (n *natural) String() string { return strconv.Itoa(int(*n)) }
func (*natural) Type() string     { return "int" }

func (n *natural) Set(s string) error {
	i, err := strconv.Atoi(s)
	if err != nil || i < 0 {
		return fmt.Errorf("it is a whole number from 0 on")
	}
	*n = natural(i)
	return nil
}

// countFlag is a flag that counts something.
func countFlag(c *cobra.Command, n *int, name, short string, value int, usage string) {
	*n = value
	c.Flags().VarP((*natural)(n), name, short, usage)
}
