package ledger

// Sealed is a text encrypted under a key of its own. The ciphertext is part of
// the record for ever; the key is kept beside the record and can be destroyed.
type Sealed struct {
	ID    string `json:"id"`
	Nonce []byte `json:"nonce"`
	Text  []byte `json:"text"` // AES-256-GCM
}
