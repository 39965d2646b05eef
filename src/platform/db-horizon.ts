import { sql } from './db-sql.ts'

/**
 * Below `horizon`, every transaction of this database has ended; at `latest` and above, none has begun. Transactions of other
 * databases of the same server count in its snapshots too, however long they take: they are left out by where the process
 * that holds the lock on their number is connected. One that cannot be placed counts as ours.
 */
export const horizonQuery = sql`
  select latest::text,
         coalesce((
           select xid from pg_snapshot_xip(snapshot) xid
            where not exists (
              select from pg_locks l join pg_stat_activity a on a.pid = l.pid
               where l.locktype = 'transactionid' and l.transactionid = xid::xid and l.mode = 'ExclusiveLock'
                 and a.datid <> (select oid from pg_database where datname = current_database()))
            order by xid limit 1), latest)::text as horizon
    from pg_current_snapshot() snapshot, pg_snapshot_xmax(snapshot) latest`
