-- +goose Up
-- From the claim of this number on, the index of words holds every two words
-- that stand in a row as well.
CREATE TABLE paired (since INTEGER NOT NULL) STRICT;
INSERT INTO paired (since) SELECT coalesce(max(num), 0) + 1 FROM claim;
