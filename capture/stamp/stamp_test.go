package stamp

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// authority is a tiny time-stamping authority.
type authority struct {
	key    crypto.Signer
	cert   []byte
	status int
	change func(*tstInfo)
	usage  []x509.ExtKeyUsage
}

func newAuthority(t testing.TB, key crypto.Signer) *authority {
	a := &authority{key: key, usage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}}
	a.certify(t)
	return a
}

func (a *authority) certify(t testing.TB) {
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Tannet Time"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature}
	if len(a.usage) > 0 { // RFC 3161, 2.3: critical and alone
		template.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: must(asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}}))}}
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, a.key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	a.cert = cert
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func raw(class, tag int, compound bool, b []byte) asn1.RawValue {
	full := must(asn1.Marshal(asn1.RawValue{Class: class, Tag: tag, IsCompound: compound, Bytes: b}))
	return asn1.RawValue{FullBytes: full}
}

// answer is the authority's answer to a query.
func (a *authority) answer(b []byte) []byte {
	var q query
	if _, err := asn1.Unmarshal(b, &q); err != nil {
		panic(err)
	}
	if a.status > 1 {
		return must(asn1.Marshal(struct{ Status struct{ Status int } }{struct{ Status int }{a.status}}))
	}
	info := tstInfo{Version: 1, Policy: asn1.ObjectIdentifier{1, 2, 3}, Imprint: q.Imprint, Serial: big.NewInt(42), Time: time.Date(2024, 3, 13, 8, 0, 0, 0, time.UTC), Nonce: q.Nonce}
	if a.change != nil {
		a.change(&info)
	}
	content := must(asn1.Marshal(struct {
		Version int
		Policy  asn1.ObjectIdentifier
		Imprint imprint
		Serial  *big.Int
		Time    time.Time `asn1:"generalized"`
		Nonce   *big.Int
	}{info.Version, info.Policy, info.Imprint, info.Serial, info.Time, info.Nonce}))
	digest := sha256.Sum256(content)
	certID := sha256.Sum256(a.cert)
	attrs := must(asn1.Marshal(struct {
		A, B, C struct {
			Type   asn1.ObjectIdentifier
			Values asn1.RawValue
		}
	}{
		struct {
			Type   asn1.ObjectIdentifier
			Values asn1.RawValue
		}{oidContentType, raw(0, 17, true, must(asn1.Marshal(oidTSTInfo)))},
		struct {
			Type   asn1.ObjectIdentifier
			Values asn1.RawValue
		}{oidMessageDigest, raw(0, 17, true, must(asn1.Marshal(digest[:])))},
		struct { // signing-certificate-v2, RFC 5816
			Type   asn1.ObjectIdentifier
			Values asn1.RawValue
		}{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}, raw(0, 17, true, must(asn1.Marshal(struct{ Certs []struct{ Hash []byte } }{[]struct{ Hash []byte }{{certID[:]}}})))},
	}))
	var list asn1.RawValue
	asn1.Unmarshal(attrs, &list)
	set := must(asn1.Marshal(asn1.RawValue{Tag: 17, IsCompound: true, Bytes: list.Bytes}))
	sum := sha256.Sum256(set)
	signature, err := a.key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		panic(err)
	}
	algorithm := pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}}
	if _, ok := a.key.(*rsa.PrivateKey); ok {
		algorithm = pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}, Parameters: asn1.NullRawValue}
	}
	parsed, _ := x509.ParseCertificate(a.cert)
	data := must(asn1.Marshal(struct {
		Version int
		Digests []pkix.AlgorithmIdentifier `asn1:"set"`
		Encap   struct {
			Type    asn1.ObjectIdentifier
			Content asn1.RawValue
		}
		Certificates asn1.RawValue
		Signers      []struct {
			Version int
			ID      struct {
				Issuer asn1.RawValue
				Serial *big.Int
			}
			Digest     pkix.AlgorithmIdentifier
			Attributes asn1.RawValue
			Algorithm  pkix.AlgorithmIdentifier
			Signature  []byte
		} `asn1:"set"`
	}{3, []pkix.AlgorithmIdentifier{{Algorithm: oidSHA256}}, struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue
	}{oidTSTInfo, raw(2, 0, true, must(asn1.Marshal(content)))}, raw(2, 0, true, a.cert), []struct {
		Version int
		ID      struct {
			Issuer asn1.RawValue
			Serial *big.Int
		}
		Digest     pkix.AlgorithmIdentifier
		Attributes asn1.RawValue
		Algorithm  pkix.AlgorithmIdentifier
		Signature  []byte
	}{{1, struct {
		Issuer asn1.RawValue
		Serial *big.Int
	}{asn1.RawValue{FullBytes: parsed.RawIssuer}, parsed.SerialNumber}, pkix.AlgorithmIdentifier{Algorithm: oidSHA256}, raw(2, 0, true, list.Bytes), algorithm, signature}}}))
	return must(asn1.Marshal(struct {
		Status struct{ Status int }
		Token  struct {
			Type    asn1.ObjectIdentifier
			Content asn1.RawValue
		}
	}{struct{ Status int }{0}, struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue
	}{oidSignedData, raw(2, 0, true, data)}}))
}

func (a *authority) post(_ context.Context, _, contentType string, body []byte) ([]byte, error) {
	if contentType != QueryType {
		return nil, errors.New(contentType)
	}
	return a.answer(body), nil
}

func ecKey(t testing.TB) crypto.Signer {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestStamp(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte("a head of the log"))
	for _, key := range []crypto.Signer{ecKey(t), rsaKey} {
		s, err := Of(t.Context(), newAuthority(t, key).post, "https://time.example/", sum)
		if err != nil {
			t.Fatal(err)
		}
		if s.Authority != "CN=Tannet Time" || s.Serial != "42" || s.At.Format(time.RFC3339) != "2024-03-13T08:00:00Z" {
			t.Errorf("%+v", s)
		}
		if _, err := Check(s.Response, sum); err != nil {
			t.Error(err)
		}
		// No byte of what is signed can be changed.
		for i := range s.Response {
			changed := append([]byte{}, s.Response...)
			changed[i] ^= 1
			if got, err := Check(changed, sum); err == nil && (got.At != s.At || got.Serial != s.Serial || got.Authority != s.Authority) {
				t.Fatalf("byte %d changed: %v %s %s", i, got.At, got.Serial, got.Authority)
			}
		}
		if _, err := Check(s.Response, sha256.Sum256([]byte("another"))); !errors.Is(err, ErrStamp) {
			t.Error(err)
		}
	}
}

func TestRefusedStamps(t *testing.T) {
	sum := sha256.Sum256([]byte("x"))
	for name, spoil := range map[string]func(*authority){
		"refused":          func(a *authority) { a.status = 2 },
		"another hash":     func(a *authority) { a.change = func(i *tstInfo) { i.Imprint.Hash = make([]byte, 32) } },
		"another nonce":    func(a *authority) { a.change = func(i *tstInfo) { i.Nonce = big.NewInt(7) } },
		"another key":      func(a *authority) { a.key = ecKey(t) },
		"not for this use": func(a *authority) { a.usage = nil; a.certify(t) },
	} {
		a := newAuthority(t, ecKey(t))
		spoil(a)
		if _, err := Of(t.Context(), a.post, "https://time.example/", sum); !errors.Is(err, ErrStamp) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Check([]byte("<html>"), sum); !errors.Is(err, ErrStamp) {
		t.Error(err)
	}
}

// Others' tools check the stamp too.
func TestOpenSSL(t *testing.T) {
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not here")
	}
	dir := t.TempDir()
	a := newAuthority(t, ecKey(t))
	head := []byte("a head of the log")
	s, err := Of(t.Context(), a.post, "https://time.example/", sha256.Sum256(head))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	ca := write("ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert}))
	tsr := write("head.tsr", s.Response)
	verify := func(data string) error {
		out, err := exec.Command("openssl", "ts", "-verify", "-data", data, "-in", tsr, "-CAfile", ca).CombinedOutput()
		t.Logf("%s", out)
		return err
	}
	if err := verify(write("head.txt", head)); err != nil {
		t.Error(err)
	}
	if err := verify(write("other.txt", []byte("another head"))); err == nil {
		t.Error("a stamp of something else went through")
	}
}

func FuzzCheck(f *testing.F) {
	sum := sha256.Sum256([]byte("x"))
	s, err := Of(context.Background(), newAuthority(f, ecKey(f)).post, "", sum)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(s.Response)
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := Check(b, sum); err != nil && !errors.Is(err, ErrStamp) {
			t.Fatalf("an error of no kind: %v", err)
		}
	})
}
