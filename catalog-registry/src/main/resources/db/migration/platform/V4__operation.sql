-- How an operation of a source is asked: its parts in their order, as they are hashed.
create table catalog_operation (
  fingerprint text not null,
  resource    text not null,
  position    integer not null,
  key         text not null,
  value       text not null,
  primary key (fingerprint, resource, position),
  foreign key (fingerprint, resource) references catalog_resource
);
