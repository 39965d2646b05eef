-- A party that left one paragraph out may take it back in: it adopts that paragraph after all.
alter table association drop constraint association_check;
alter table association add constraint stands_to_one_paragraph
  check (paragraph is null or stand in ('not-associated', 'adopts'));
