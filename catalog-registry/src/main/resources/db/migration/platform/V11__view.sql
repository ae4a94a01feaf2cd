-- A resource can be a view: the query it stands for, and whether the database keeps conditions from
-- outside away from the rows it leaves out.
alter table catalog_resource
  add column view_statement text,
  add column view_barrier boolean,
  add constraint catalog_resource_view check ((view_statement is null) = (view_barrier is null));
