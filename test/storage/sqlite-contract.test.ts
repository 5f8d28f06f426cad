import { describeStore } from './contract.ts';
import { describeDecisionStore } from './decision-contract.ts';
import { onSqlite } from './sqlite-place.ts';
import { describeWorkspaces } from './workspace-contract.ts';

describeStore('a SQLite file', onSqlite);
describeDecisionStore('a SQLite file', onSqlite);
describeWorkspaces('a SQLite file', onSqlite);
