package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/work"
)

func (s *Server) entity(r *http.Request) (string, any, error) {
	var data struct {
		Name      string
		Dossier   *work.Dossier
		About, By []ledger.Hit
		MoreAbout bool
		MoreBy    bool
	}
	data.Name = strings.TrimSpace(r.URL.Query().Get("name"))
	if data.Name == "" {
		return "", nil, fmt.Errorf("entity?name=: %w: whose dossier?", ledger.ErrInput)
	}
	ctx := r.Context()
	err := s.view(r, func(v *ledger.View) error {
		var err error
		if data.Dossier, err = work.DossierOf(ctx, v, data.Name); errors.Is(err, ledger.ErrNotFound) {
			data.Dossier = &work.Dossier{Name: data.Name}
		} else if err != nil {
			return err
		}
		if data.About, data.MoreAbout, err = first(ctx, v, ledger.Query{Entity: data.Name}, 40); err != nil {
			return err
		}
		data.By, data.MoreBy, err = first(ctx, v, ledger.Query{Voice: data.Name}, 20)
		return err
	})
	return "entity", data, err
}
