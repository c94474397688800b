import type { SqlMigration } from './sql-migration.js';

const TABLES = ['books.customer_key', 'books.item_key', 'books.forgotten_payer', 'books.verdict'];

/** Their owner sees no row of them while row-level security is forced; the rest of the migration forces it again. */
const security = (forced: boolean): string =>
  TABLES.map((table) => `alter table ${table} ${forced ? '' : 'no '}force row level security;`).join('\n');

/**
 * Keys of names by which `MULLER`, `Mueller` and `Müller` are found alike: `full:` holds folded words, and a word that is
 * another when folded has its keys in both spellings. What the books know already is given these keys, as the engine
 * would make them; nothing is matched anew.
 */
export const foldedNames: SqlMigration = {
  name: '0020-folded-names',
  up: /* sql */ `
create function pg_temp.folded_word(word text) returns text language sql immutable as $$
  select regexp_replace(regexp_replace(regexp_replace(regexp_replace(word,
    '(?<=(?:^|[^AEIOUQG])[AOU])E(?=[^AEIOU])', '#', 'g'),
    '(?<=GU)E(?=[^AEIOU]{2})', '#', 'g'),
    '(?<=(?:^|[^AEIOU])A)E(?=U)', '#', 'g'),
    '(?<=(?:^|[^AEIOU])A)A(?=[^AEIOU])', '#', 'g')
$$;
create function pg_temp.folded(name text) returns text language sql immutable as $$
  select string_agg(word, ' ' order by word collate "C")
    from (select replace(pg_temp.folded_word(one), '#', '') as word from unnest(string_to_array(name, ' ')) as one) words
$$;
-- What stands after the mark, folded; the customer after a bar stays.
create function pg_temp.folded_key(key text, mark text) returns text language sql immutable as $$
  select mark || pg_temp.folded(split_part(substr(key, length(mark) + 1), '|', 1)) || coalesce(substring(key from '[|].*$'), '')
$$;

${security(false)}

insert into books.customer_key (company_id, key, customer_id)
  select k.company_id, 'name:' || w.word, k.customer_id
    from books.customer_key k cross join lateral (select pg_temp.folded(substr(k.key, 6)) as word) w
   where k.key like 'name:%' and k.key ~ '[AOU]E|AA' and w.word <> substr(k.key, 6)
  union
  select k.company_id, 'abbr:' || left(w.word, 4), k.customer_id
    from books.customer_key k cross join lateral (select pg_temp.folded(substr(k.key, 6)) as word) w
   where k.key like 'name:%' and k.key ~ '[AOU]E|AA' and w.word <> substr(k.key, 6) and length(w.word) > 4
on conflict do nothing;
update books.customer_key set key = pg_temp.folded_key(key, 'full:')
 where key like 'full:%' and key ~ '[AOU]E|AA' and key <> pg_temp.folded_key(key, 'full:');

update books.item_key set key = pg_temp.folded_key(key, 'paid:full:')
 where key like 'paid:full:%' and key ~ '[AOU]E|AA' and key <> pg_temp.folded_key(key, 'paid:full:');

-- Two spellings of one name are one payer from now on: it was forgotten when either was, the last time.
insert into books.forgotten_payer (company_id, key, customer_id, forgotten_at, forgotten_by)
  select distinct on (company_id, pg_temp.folded_key(key, 'full:'), customer_id)
         company_id, pg_temp.folded_key(key, 'full:'), customer_id, forgotten_at, forgotten_by
    from books.forgotten_payer where key like 'full:%' and key ~ '[AOU]E|AA' and key <> pg_temp.folded_key(key, 'full:')
   order by company_id, pg_temp.folded_key(key, 'full:'), customer_id, forgotten_at desc
on conflict (company_id, key, customer_id) do update
  set forgotten_at = greatest(excluded.forgotten_at, books.forgotten_payer.forgotten_at);

insert into books.verdict (company_id, subject, decision_id, verdict, at)
  select company_id, pg_temp.folded_key(subject, 'payer:full:'), decision_id, verdict, at
    from books.verdict where subject like 'payer:full:%' and subject ~ '[AOU]E|AA'
     and subject <> pg_temp.folded_key(subject, 'payer:full:')
on conflict do nothing;

${security(true)}

drop function pg_temp.folded_key(text, text);
drop function pg_temp.folded(text);
drop function pg_temp.folded_word(text);
`,
};
