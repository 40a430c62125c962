-- +goose Up
ALTER TABLE desk_account ADD COLUMN locked INTEGER NOT NULL DEFAULT 0; -- nobody comes in by it
-- +goose Down
ALTER TABLE desk_account DROP COLUMN locked;
