import { anyWord, wordList } from '../names.ts';

const PERSON_NOUNS = `
  person, persons, people, individual, individuals, human, humans, user, users, customer, customers, client, clients, employee, employees, staff, personnel, worker,
  workers, contact, contacts, patient, patients, student, students, pupil, pupils, learner, learners, teacher, teachers, instructor, instructors, professor, professors,
  author, authors, writer, writers, driver, drivers, player, players, athlete, athletes, member, members, passenger, passengers, manager, managers, owner, owners,
  lead, leads, prospect, prospects, agent, agents, seller, sellers, buyer, buyers, salesperson, salespersons, salespeople, guest, guests, visitor, visitors, candidate,
  candidates, applicant, applicants, doctor, doctors, physician, physicians, nurse, nurses, actor, actors, director, directors, coach, coaches, consultant,
  consultants, technician, technicians, operator, operators, subscriber, subscribers, participant, participants, attendee, attendees, volunteer, volunteers, donor,
  donors, citizen, citizens, resident, residents, tenant, tenants, landlord, landlords, admin, admins, administrator, administrators, developer, developers,
  recipient, recipients, beneficiary, beneficiaries, holder, holders, reviewer, reviewers, personne, personnes, utilisateur, utilisateurs, etudiant,
  etudiants, eleve, eleves, persona, personas, cliente, clientes, empleado, empleados, usuario, usuarios, alumno, alumnos, paciente, pacientes, pessoa, pessoas,
  funcionario, funcionarios, aluno, alunos, personen, kunde, kunden, mitarbeiter, benutzer, schuler, patienten, klant, klanten, medewerker, medewerkers, gebruiker,
  gebruikers, persone, utente, utenti, dipendente, dipendenti, clienti, bruker, brukere, ansatt, ansatte, kund, kunder, anstalld, anstallda, osoba, osoby, klient,
  klienci, pracownik, pracownicy
`;
const PERSON = anyWord(PERSON_NOUNS);

/** Words that make of `user groups` or `customer orders` something else than people. */
const OTHER_THINGS = anyWord(`
  group, groups, role, roles, type, types, kind, kinds, segment, segments, status, statuses, category, categories, tag, tags, level, levels, class, classes, team,
  teams, permission, permissions, setting, settings, preference, preferences, order, orders, session, sessions, event, events, log, logs, account, accounts, address,
  addresses, territory, territories, region, regions, department, departments, job, jobs, skill, skills, file, files, product, products, plan, plans, source, sources,
  title, titles, field, fields, list, lists, queue, queues, device, devices, version, versions, location, locations, company, companies, organization, organizations,
  demographics, policy, policies, feature, features, flag, flags, action, actions, agency, service, services, shop, store, stores
`);

/** Whether an entity holds people, by the words of its name: `employees`, `user profiles`, not `user groups`. */
export function holdsPeople(entityName: string): boolean {
  return PERSON.test(entityName) && !OTHER_THINGS.test(entityName);
}

const PERSON_NAME_OF = new RegExp(`(^| )(${wordList(PERSON_NOUNS).join('|')}) (name|nm|fullname)( \\d+)?$`, 'u');

/** The name of somebody, by the column's words: `employee name`. */
export function namesPerson(name: string): boolean {
  return PERSON_NAME_OF.test(name);
}

const ACTOR = `
  author, autor, auteur, autore, assignee, assigned to, reviewer, reporter, requester, requestor, requested for, manager, supervisor, boss, owner, account owner,
  sales rep, salesperson, sales person, salesman, contact, contact person, recipient, addressee, attention, attn, consignee, composer, committer, editor, physician,
  doctor, teacher, instructor, driver, patient, employee, tenant, landlord, beneficiary, payee, signatory, witness, spouse, mother, father, emergency contact,
  next of kin, referee, contributor, director, actor, attendee, passenger, guest, participant, responsible, coach, mentor, nurse, agent, clerk, cashier,
  ansprechpartner, bearbeiter, sachbearbeiter, betreuer, verantwortlich, verantwortlicher, verantwortliche, empfanger, kontaktperson, responsable, encargado, vendedor,
  destinatario, contacto, destinataire, gerente, responsavel, responsabile, contatto, contactpersoon
`;
const DONE_BY = /(^| )(\p{L}+(ed|en)|set|run|sold|made|paid|sent|held) by( user)?$/u;
const ACTOR_END = new RegExp(`(^| )(${wordList(ACTOR).join('|')})( \\d+)?$`, 'u');

/** The column says who did something or is in charge: `created by`, `owner`, `assignee`. */
export function namesActor(name: string): boolean {
  return DONE_BY.test(name) || ACTOR_END.test(name);
}
