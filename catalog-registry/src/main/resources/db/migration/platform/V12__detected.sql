-- What detectors found the values of a field to be, as far as a person confirmed it.
alter table catalog_field add column detected text[] not null default '{}';
