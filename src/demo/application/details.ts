import { isoDate, timestamp } from '../calendar.ts';
import { maybe, maybeOrphan, sequence } from '../dirt.ts';
import { remark } from '../prose.ts';
import type { Random } from '../random.ts';
import type { DemoTable } from '../table.ts';
import { defineTable } from '../table.ts';
import type { World } from '../world.ts';
import { lastDay } from '../world.ts';
import type { Work } from './work.ts';

/** What hangs on projects and tasks: tags, comments, attachments, time. */
export function detailTables(random: Random, world: World, work: Work, scale: number): DemoTable[] {
  const count = (rows: number) => Math.max(40, Math.round(rows * scale));
  return [
    ...tagTables(random.branch('tags'), world, work, count(3000)),
    commentsTable(random.branch('comments'), world, work, count(3600)),
    attachmentsTable(random.branch('attachments'), work, count(800)),
    ...timeTables(random.branch('time'), world, work, count(2600)),
  ];
}

function tagTables(random: Random, world: World, work: Work, count: number) {
  const names = ['urgent', 'waiting', 'Urgent ', 'customer', 'internal', 'q3', 'q4', 'risk', 'legal', 'nice to have'];
  const drafts = world.customers.flatMap((customer) => random.sample(names, random.integer(0, 3)).map((name) => ({ customer, name })));
  const { ids, removed } = sequence(random, drafts.length);
  const tags = drafts.map(({ customer, name }, i) => ({ id: ids[i] ?? 0, acct_id: customer.accountId, name, color: `#${random.text('0369cf', 6)}` }));
  const tagIds = tags.map(({ id }) => id);
  const pairs = new Set<string>();
  const taskTags = Array.from({ length: count }, () => {
    const task = random.pick(work.tasks);
    const tagId = maybeOrphan(random, random.skewed(tagIds), removed, 0.01);
    return { task_id: maybeOrphan(random, task.id, work.removedTasks, 0.004), tag_id: tagId };
  }).filter(({ task_id: taskId, tag_id: tagId }) => {
    const pair = `${taskId} ${tagId}`;
    return !pairs.has(pair) && pairs.add(pair).has(pair);
  });
  return [
    defineTable('tags', { id: 'INTEGER', acct_id: 'INTEGER', name: 'VARCHAR(40)', color: 'CHAR(7)' }, ['id'], tags),
    defineTable('task_tags', { task_id: 'INTEGER', tag_id: 'INTEGER' }, ['task_id', 'tag_id'], taskTags),
  ];
}

/** One table for comments on projects and on tasks: the type says which table the id is of. */
function commentsTable(random: Random, world: World, work: Work, count: number) {
  const { ids } = sequence(random, count);
  const rows = ids.map((id) => {
    const onTask = random.chance(0.8);
    const task = random.skewed(work.tasks);
    const project = onTask ? task.project : random.pick(work.projects);
    const subject = onTask ? maybeOrphan(random, task.id, work.removedTasks, 0.015) : maybeOrphan(random, project.id, work.removedProjects, 0.01);
    return {
      id,
      commentable_type: onTask ? 'Task' : 'Project',
      commentable_id: subject,
      author_id: maybeOrphan(random, random.pick(project.team.memberIds), world.removedUsers, 0.006),
      body: remark(random, task.since),
      created_at: timestamp(random.integer(project.since, lastDay), random.integer(0, 86_399)),
    };
  });
  const columns = {
    id: 'INTEGER',
    commentable_type: 'VARCHAR(20)',
    commentable_id: 'INTEGER',
    author_id: 'INTEGER',
    body: 'TEXT',
    created_at: 'TIMESTAMP',
  };
  return defineTable('comments', columns, ['id'], rows, ['commentable_id']);
}

function attachmentsTable(random: Random, work: Work, count: number) {
  const rows = sequence(random, count).ids.map((id) => {
    const task = random.pick(work.tasks);
    const extension = random.pick(['pdf', 'xlsx', 'png', 'docx']);
    return {
      id,
      task_id: maybeOrphan(random, task.id, work.removedTasks, 0.006),
      uploaded_by: random.pick(task.project.team.memberIds),
      file_name: `${random.pick(['offer', 'Plan FINAL', 'scan', 'photo', 'minutes'])}_${random.integer(1, 400)}.${extension}`,
      size_bytes: random.integer(900, 9_000_000),
    };
  });
  const columns = { id: 'INTEGER', task_id: 'INTEGER', uploaded_by: 'INTEGER', file_name: 'VARCHAR(200)', size_bytes: 'BIGINT' };
  return defineTable('attachments', columns, ['id'], rows);
}

/** Cost centres are numbered per account: what points at one needs both columns. */
function timeTables(random: Random, world: World, work: Work, count: number) {
  const codes = ['100', '200', '210', '300', '900'];
  const ofAccount = new Map(world.customers.map(({ accountId }) => [accountId, codes.slice(0, random.integer(1, 4))]));
  const centres = [...ofAccount].flatMap(([accountId, own]) =>
    own.map((code) => ({ account_id: accountId, code, name: `Cost centre ${code}`, is_open: random.chance(0.9) ? 1 : 0 })),
  );
  const entries = sequence(random, count).ids.map((id) => {
    const task = random.skewed(work.tasks);
    const { accountId } = task.project.team.customer;
    return {
      id,
      account_id: accountId,
      cost_center: maybe(random, 0.9, random.chance(0.008) ? '999' : random.pick(ofAccount.get(accountId) ?? codes)),
      task_id: maybeOrphan(random, task.id, work.removedTasks, 0.005),
      usr_id: random.pick(task.project.team.memberIds),
      worked_on: isoDate(random.integer(task.since, lastDay)),
      minutes: random.integer(1, 32) * 15,
    };
  });
  const centreColumns = { account_id: 'INTEGER', code: 'VARCHAR(10)', name: 'VARCHAR(80)', is_open: 'BOOLEAN' };
  const entryColumns = {
    id: 'INTEGER',
    account_id: 'INTEGER',
    cost_center: 'VARCHAR(10)',
    task_id: 'INTEGER',
    usr_id: 'INTEGER',
    worked_on: 'DATE',
    minutes: 'INTEGER',
  };
  return [
    defineTable('cost_centers', centreColumns, ['account_id', 'code'], centres),
    defineTable('time_entries', entryColumns, ['id'], entries, ['task_id']),
  ];
}
