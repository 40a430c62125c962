package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of a password's hash, as OWASP's password storage sheet gives for
// argon2id: 19 MiB, two passes, one lane.
const (
	memory = 19 * 1024 // KiB
	passes = 2
	lanes  = 1
)

// MinPassword is the least number of characters of a password, as NIST SP
// 800-63B has it for one used alone.
const MinPassword = 15

// hash is a password's argon2id hash in PHC form.
func (s *Store) hash(ctx context.Context, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < MinPassword || n > 1000 {
		return "", fmt.Errorf("%w: a password has %d characters or more, such as four or five words", ErrInput, MinPassword)
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	sum, err := s.argon(ctx, password, salt, memory, passes, lanes)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes, b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

func (s *Store) argon(ctx context.Context, password string, salt []byte, m, t uint32, p uint8) ([]byte, error) {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), salt, t, m, p, 32), nil
}

// dummy is a hash that no password has: an unknown name takes as long as a
// wrong password.
const dummy = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// Enter is the account of a name and its password, or ErrRefused; ErrLocked is
// for those who know the password.
func (s *Store) Enter(ctx context.Context, name, password string) (Account, error) {
	a, err := s.Get(ctx, name)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return Account{}, err
	}
	stored := a.password
	if stored == "" {
		stored = dummy
	}
	ok, err := s.matches(ctx, password, stored)
	if err != nil {
		return Account{}, err
	}
	if !ok || a.password == "" {
		if len(name) > 100 {
			name = name[:100]
		}
		if err := s.Note(ctx, "", "login refused", name); err != nil {
			return Account{}, err
		}
		return Account{}, ErrRefused
	}
	if a.Locked {
		return Account{}, errors.Join(ErrLocked, s.Note(ctx, "", "login refused: locked", name))
	}
	return a, s.Note(ctx, name, "login", name)
}

func (s *Store) matches(ctx context.Context, password, stored string) (bool, error) {
	part := strings.Split(stored, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return false, fmt.Errorf("stored password: %w", ErrInput)
	}
	var version int
	var m, t uint32
	var p uint8
	if _, err := fmt.Sscanf(part[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, fmt.Errorf("stored password: %w: version %s", ErrInput, part[2])
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil {
		return false, fmt.Errorf("stored password: %w: %w", ErrInput, err)
	}
	if m < 8 || m > 1<<16 || t < 1 || t > 10 || p < 1 || p > 16 {
		return false, fmt.Errorf("stored password: %w: cost %s", ErrInput, part[3])
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(part[4])
	want, err2 := base64.RawStdEncoding.DecodeString(part[5])
	if err := errors.Join(err1, err2); err != nil {
		return false, fmt.Errorf("stored password: %w: %w", ErrInput, err)
	}
	got, err := s.argon(ctx, password, salt, m, t, p)
	return err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}
