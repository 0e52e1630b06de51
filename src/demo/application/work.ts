import { isoDate, timestamp } from '../calendar.ts';
import { maybe, maybeOrphan, sequence } from '../dirt.ts';
import { remark, taskTitle } from '../prose.ts';
import type { Random } from '../random.ts';
import type { DemoTable } from '../table.ts';
import { defineTable } from '../table.ts';
import type { World } from '../world.ts';
import { lastDay } from '../world.ts';

type Customer = World['customers'][number];

interface Team {
  readonly id: number;
  readonly customer: Customer;
  readonly parentId: number | null;
  readonly memberIds: readonly number[];
}

interface Project {
  readonly id: number;
  readonly team: Team;
  readonly since: number;
}

interface Task {
  readonly id: number;
  readonly project: Project;
  readonly since: number;
}

export interface Work {
  readonly teams: readonly Team[];
  readonly projects: readonly Project[];
  readonly tasks: readonly Task[];
  readonly removedProjects: readonly number[];
  readonly removedTasks: readonly number[];
}

export function makeWork(random: Random, world: World, scale: number): Work {
  const teamDrafts = world.customers.flatMap((customer) => Array.from({ length: random.integer(1, 2) }, () => customer));
  const teamIds = sequence(random.branch('teams'), teamDrafts.length);
  const teams: Team[] = [];
  teamDrafts.forEach((customer, i) => {
    const userIds = customer.people.flatMap(({ userId }) => (userId === null ? [] : [userId]));
    const sibling = teams.at(-1);
    const parentId = sibling !== undefined && sibling.customer === customer && random.chance(0.4) ? sibling.id : null;
    teams.push({ id: teamIds.ids[i] ?? 0, customer, parentId, memberIds: random.sample(userIds, random.integer(1, 9)) });
  });
  const projectCount = Math.max(20, Math.round(800 * scale));
  const projectIds = sequence(random.branch('projects'), projectCount);
  const projects = projectIds.ids.map((id): Project => {
    const team = random.pick(teams);
    return { id, team, since: random.integer(team.customer.since, lastDay) };
  });
  const taskIds = sequence(random.branch('tasks'), Math.max(200, Math.round(6000 * scale)));
  const tasks = taskIds.ids.map((id): Task => {
    const project = random.skewed(projects);
    return { id, project, since: random.integer(project.since, lastDay) };
  });
  return { teams, projects, tasks, removedProjects: projectIds.removed, removedTasks: taskIds.removed };
}

/** What people do: teams, projects, tasks and their statuses. */
export function workTables(random: Random, world: World, work: Work): DemoTable[] {
  return [
    teamsTable(random.branch('teams'), work),
    membershipsTable(random.branch('memberships'), world, work),
    projectsTable(random.branch('projects'), work),
    statusesTable(),
    tasksTable(random.branch('tasks'), world, work),
  ];
}

function teamsTable(random: Random, work: Work) {
  const rows = work.teams.map(({ id, customer, parentId, memberIds }) => ({
    id,
    account_id: customer.accountId,
    parent_team_id: parentId,
    lead_id: maybe(random, 0.9, memberIds[0] ?? null),
    name: random.pick(['Operations', 'Sales', 'Finance', 'Team A', 'Team B', 'Support', 'Everyone']),
  }));
  const columns = { id: 'INTEGER', account_id: 'INTEGER', parent_team_id: 'INTEGER', lead_id: 'INTEGER', name: 'VARCHAR(80)' };
  return defineTable('teams', columns, ['id'], rows);
}

function membershipsTable(random: Random, world: World, work: Work) {
  const rows = work.teams.flatMap((team) => {
    const gone = random.chance(0.02) ? [random.pick(world.removedUsers)] : [];
    return [...team.memberIds, ...gone].map((userId) => ({
      team_id: team.id,
      user_id: userId,
      role: random.weighted([
        ['member', 8],
        ['lead', 1],
        ['guest', 1],
      ]),
      joined_on: isoDate(random.integer(team.customer.since, lastDay)),
    }));
  });
  return defineTable('memberships', { team_id: 'INTEGER', user_id: 'INTEGER', role: 'VARCHAR(10)', joined_on: 'DATE' }, ['team_id', 'user_id'], rows);
}

function projectsTable(random: Random, work: Work) {
  const rows = work.projects.map(({ id, team, since }) => ({
    id,
    account_id: team.customer.accountId,
    team_id: team.id,
    code: `P-${String(id).padStart(4, '0')}`,
    title: random.pick(['Relocation', 'Website', 'Harvest 2025', 'Audit', 'New warehouse', 'Hiring', 'Trade fair', 'Untitled project']),
    created_by: random.pick(team.memberIds),
    budget_cents: maybe(random, 0.5, random.integer(10, 900) * 10_000),
    created_at: timestamp(since, random.integer(0, 86_399)),
    archived_at: maybe(random, 0.2, timestamp(random.integer(since, lastDay), random.integer(0, 86_399))),
  }));
  const columns = {
    id: 'INTEGER',
    account_id: 'INTEGER',
    team_id: 'INTEGER',
    code: 'VARCHAR(10)',
    title: 'VARCHAR(120)',
    created_by: 'INTEGER',
    budget_cents: 'BIGINT',
    created_at: 'TIMESTAMP',
    archived_at: 'TIMESTAMP',
  };
  return defineTable('projects', columns, ['id'], rows, ['account_id']);
}

const statuses = ['Backlog', 'Ready', 'Doing', 'Blocked', 'Review', 'Done'];

function statusesTable() {
  const rows = statuses.map((name, i) => ({ id: i + 1, name, sort_order: (i + 1) * 10 }));
  return defineTable('task_statuses', { id: 'INTEGER', name: 'VARCHAR(20)', sort_order: 'INTEGER' }, ['id'], rows);
}

function tasksTable(random: Random, world: World, work: Work) {
  const lastOfProject = new Map<Project, number>();
  const rows = work.tasks.map(({ id, project, since }) => {
    const earlier = lastOfProject.get(project);
    lastOfProject.set(project, id);
    return {
      id,
      project_id: maybeOrphan(random, project.id, work.removedProjects, 0.005),
      parent_id: earlier !== undefined && random.chance(0.15) ? maybeOrphan(random, earlier, work.removedTasks, 0.01) : null,
      status_id: random.integer(1, statuses.length),
      // Whoever wrote this column stored 0 for nobody.
      assignee_id: random.chance(0.22) ? 0 : maybeOrphan(random, random.pick(project.team.memberIds), world.removedUsers, 0.008),
      created_by: random.pick(project.team.memberIds),
      title: taskTitle(random),
      description: maybe(random, 0.3, remark(random, since)),
      priority: random.integer(1, 5),
      schema_version: 1,
      due_on: maybe(random, 0.5, isoDate(since + random.integer(1, 90))),
      created_at: timestamp(since, random.integer(0, 86_399)),
    };
  });
  const columns = {
    id: 'INTEGER',
    project_id: 'INTEGER',
    parent_id: 'INTEGER',
    status_id: 'INTEGER',
    assignee_id: 'INTEGER',
    created_by: 'INTEGER',
    title: 'VARCHAR(200)',
    description: 'TEXT',
    priority: 'SMALLINT',
    schema_version: 'INTEGER',
    due_on: 'DATE',
    created_at: 'TIMESTAMP',
  };
  return defineTable('tasks', columns, ['id'], rows, ['project_id', 'assignee_id']);
}
