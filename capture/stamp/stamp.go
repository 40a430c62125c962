// Package stamp asks a time-stamping authority that the user names to witness
// when a hash existed (RFC 3161), and checks what it answers.
//
// Whom to trust is the user's to say: the authority's certificate is told, and
// whether it leads to a root is left to those who check the stamp.
package stamp

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	_ "crypto/sha1" // for the older form of naming certificates
	_ "crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// ErrStamp says that an answer is no stamp of what was asked for.
var ErrStamp = errors.New("the authority's answer is no stamp of this hash")

// Stamp is what an authority witnessed.
type Stamp struct {
	Response  []byte // DER of the TimeStampResp, as it came
	At        time.Time
	Serial    string
	Authority string // subject of the certificate that signed
}

// The content types of questions and answers (RFC 3161, 3.4).
const (
	QueryType = "application/timestamp-query"
	ReplyType = "application/timestamp-reply"
)

// Post sends a body of a content type to an address and is what comes back.
type Post func(ctx context.Context, address, contentType string, body []byte) ([]byte, error)

var (
	oidSHA256        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidSHA384        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512        = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
	oidSignedData    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidTSTInfo       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidSignedBy      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSignedBy2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
)

type imprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Hash      []byte
}

type query struct {
	Version int
	Imprint imprint
	Nonce   *big.Int
	CertReq bool
}

type reply struct {
	Status struct {
		Status int
		Text   []string       `asn1:"optional,utf8"`
		Fail   asn1.BitString `asn1:"optional"`
	}
	Token asn1.RawValue `asn1:"optional"`
}

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,tag:0"`
}

type signedData struct {
	Version      int
	Digests      asn1.RawValue
	Encap        encap
	Certificates asn1.RawValue `asn1:"optional,tag:0"`
	CRLs         asn1.RawValue `asn1:"optional,tag:1"`
	Signers      []signer      `asn1:"set"`
}

type encap struct {
	Type    asn1.ObjectIdentifier
	Content []byte `asn1:"explicit,tag:0"`
}

type signer struct {
	Version    int
	ID         asn1.RawValue
	Digest     pkix.AlgorithmIdentifier
	Attributes asn1.RawValue `asn1:"tag:0"`
	Algorithm  pkix.AlgorithmIdentifier
	Signature  []byte
	Unsigned   asn1.RawValue `asn1:"optional,tag:1"`
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values asn1.RawValue
}

type tstInfo struct {
	Version    int
	Policy     asn1.ObjectIdentifier
	Imprint    imprint
	Serial     *big.Int
	Time       time.Time     `asn1:"generalized"`
	Accuracy   accuracy      `asn1:"optional"`
	Ordering   bool          `asn1:"optional,default:false"`
	Nonce      *big.Int      `asn1:"optional"`
	TSA        asn1.RawValue `asn1:"optional,tag:0"`
	Extensions asn1.RawValue `asn1:"optional,tag:1"`
}

type accuracy struct {
	Seconds int `asn1:"optional"`
	Millis  int `asn1:"optional,tag:0"`
	Micros  int `asn1:"optional,tag:1"`
}

// Of asks the authority at an address for a stamp of a SHA-256 and checks the
// answer. Errors wrap ErrStamp or are post's.
func Of(ctx context.Context, post Post, authority string, sum [32]byte) (*Stamp, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, err
	}
	q, err := asn1.Marshal(query{1, imprint{pkix.AlgorithmIdentifier{Algorithm: oidSHA256, Parameters: asn1.NullRawValue}, sum[:]}, nonce, true})
	if err != nil {
		return nil, err
	}
	b, err := post(ctx, authority, QueryType, q)
	if err != nil {
		return nil, err
	}
	s, err := check(b, sum, nonce)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", authority, err)
	}
	return s, nil
}

// Check tells whether a response is a stamp of a SHA-256: that the authority
// granted it, that it names the hash, and that the certificate in it signed it.
// Errors wrap ErrStamp.
func Check(response []byte, sum [32]byte) (*Stamp, error) { return check(response, sum, nil) }

func check(b []byte, sum [32]byte, nonce *big.Int) (*Stamp, error) {
	bad := func(why string, err error) (*Stamp, error) {
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrStamp, why, err)
		}
		return nil, fmt.Errorf("%w: %s", ErrStamp, why)
	}
	var r reply
	if rest, err := asn1.Unmarshal(b, &r); err != nil || len(rest) > 0 {
		return bad("it cannot be read", err)
	}
	if r.Status.Status > 1 {
		return bad(fmt.Sprintf("it refuses with status %d %q", r.Status.Status, r.Status.Text), nil)
	}
	var outer contentInfo
	if _, err := asn1.Unmarshal(r.Token.FullBytes, &outer); err != nil || !outer.Type.Equal(oidSignedData) {
		return bad("it holds no signed data", err)
	}
	var data signedData
	if _, err := asn1.Unmarshal(outer.Content.Bytes, &data); err != nil || !data.Encap.Type.Equal(oidTSTInfo) || len(data.Signers) != 1 {
		return bad("its signed data are of another kind", err)
	}
	var info tstInfo
	if _, err := asn1.Unmarshal(data.Encap.Content, &info); err != nil {
		return bad("what it signs cannot be read", err)
	}
	if !info.Imprint.Algorithm.Algorithm.Equal(oidSHA256) || !bytes.Equal(info.Imprint.Hash, sum[:]) {
		return bad("it is of another hash", nil)
	}
	if nonce != nil && (info.Nonce == nil || info.Nonce.Cmp(nonce) != 0) {
		return bad("it answers another question", nil)
	}
	cert, err := data.verify()
	if err != nil {
		return bad("its signature does not hold", err)
	}
	return &Stamp{Response: b, At: info.Time.UTC(), Serial: info.Serial.String(), Authority: cert.Subject.String()}, nil
}

var hashes = map[string]crypto.Hash{oidSHA256.String(): crypto.SHA256, oidSHA384.String(): crypto.SHA384, oidSHA512.String(): crypto.SHA512}

// verify is the certificate among those in the data that signed them (RFC 5652,
// 5.4), for time-stamping only.
func (d *signedData) verify() (*x509.Certificate, error) {
	s := d.Signers[0]
	hash, ok := hashes[s.Digest.Algorithm.String()]
	if !ok {
		return nil, fmt.Errorf("digest %s is not known", s.Digest.Algorithm)
	}
	h := hash.New()
	h.Write(d.Encap.Content)
	var kind asn1.ObjectIdentifier
	var digest []byte
	var signedBy func(*x509.Certificate) bool
	for rest := s.Attributes.Bytes; len(rest) > 0; {
		var a attribute
		var err error
		if rest, err = asn1.Unmarshal(rest, &a); err != nil {
			return nil, err
		}
		switch {
		case a.Type.Equal(oidContentType):
			_, err = asn1.Unmarshal(a.Values.Bytes, &kind)
		case a.Type.Equal(oidMessageDigest):
			_, err = asn1.Unmarshal(a.Values.Bytes, &digest)
		case a.Type.Equal(oidSignedBy), a.Type.Equal(oidSignedBy2):
			signedBy, err = named(a.Values.Bytes, a.Type.Equal(oidSignedBy))
		}
		if err != nil {
			return nil, err
		}
	}
	if signedBy == nil {
		return nil, errors.New("it does not say which certificate signed it")
	}
	if !kind.Equal(oidTSTInfo) || !bytes.Equal(digest, h.Sum(nil)) {
		return nil, errors.New("the signed attributes are of other data")
	}
	signed := bytes.Clone(s.Attributes.FullBytes)
	if len(signed) == 0 {
		return nil, errors.New("nothing is signed")
	}
	signed[0] = 0x31 // it is signed as a SET
	certs, err := x509.ParseCertificates(d.Certificates.Bytes)
	if err != nil {
		return nil, err
	}
	err = errors.New("no certificate of it signed it")
	for _, c := range certs {
		if !signedBy(c) {
			continue
		}
		for _, algorithm := range algorithms(s.Algorithm.Algorithm, hash, c) {
			if err = c.CheckSignature(algorithm, signed, s.Signature); err == nil {
				if !stamping(c) {
					return nil, errors.New("the certificate that signed it is not for time-stamping")
				}
				return c, nil
			}
		}
	}
	return nil, err
}

// named tells of a certificate whether it is the one that a signing-certificate
// attribute names by its hash: SHA-1 in the older form (RFC 2634), else the one
// named, SHA-256 where none is (RFC 5035).
func named(b []byte, older bool) (func(*x509.Certificate) bool, error) {
	var list struct {
		Certs []asn1.RawValue
		Rest  asn1.RawValue `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(b, &list); err != nil {
		return nil, err
	}
	if len(list.Certs) == 0 {
		return nil, errors.New("it names no certificate")
	}
	hash := crypto.SHA256
	if older {
		hash = crypto.SHA1
	}
	var first asn1.RawValue
	rest, err := asn1.Unmarshal(list.Certs[0].Bytes, &first)
	if err == nil && first.Tag == asn1.TagSequence {
		var algorithm pkix.AlgorithmIdentifier
		if _, err = asn1.Unmarshal(first.FullBytes, &algorithm); err == nil {
			hash = hashes[algorithm.Algorithm.String()]
			_, err = asn1.Unmarshal(rest, &first)
		}
	}
	if err != nil {
		return nil, err
	}
	if !hash.Available() {
		return nil, errors.New("it names its certificate in a way that is not known")
	}
	return func(c *x509.Certificate) bool {
		h := hash.New()
		h.Write(c.Raw)
		return bytes.Equal(h.Sum(nil), first.Bytes)
	}, nil
}

func stamping(c *x509.Certificate) bool {
	for _, u := range c.ExtKeyUsage {
		if u == x509.ExtKeyUsageTimeStamping {
			return true
		}
	}
	return false
}

// algorithms are those that a certificate's key may have signed with.
func algorithms(oid asn1.ObjectIdentifier, h crypto.Hash, c *x509.Certificate) []x509.SignatureAlgorithm {
	pss := oid.Equal(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10})
	switch c.PublicKeyAlgorithm {
	case x509.ECDSA:
		return []x509.SignatureAlgorithm{map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: x509.ECDSAWithSHA256, crypto.SHA384: x509.ECDSAWithSHA384, crypto.SHA512: x509.ECDSAWithSHA512}[h]}
	case x509.Ed25519:
		return []x509.SignatureAlgorithm{x509.PureEd25519}
	case x509.RSA:
		if pss {
			return []x509.SignatureAlgorithm{map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: x509.SHA256WithRSAPSS, crypto.SHA384: x509.SHA384WithRSAPSS, crypto.SHA512: x509.SHA512WithRSAPSS}[h]}
		}
		return []x509.SignatureAlgorithm{map[crypto.Hash]x509.SignatureAlgorithm{crypto.SHA256: x509.SHA256WithRSA, crypto.SHA384: x509.SHA384WithRSA, crypto.SHA512: x509.SHA512WithRSA}[h]}
	}
	return nil
}
