import type { ActionName } from '@throughline/api-client';
import type { ActionDefinition } from './action-definition.js';
import { itemActions } from './item-actions.js';
import { outputActions } from './output-actions.js';
import { runActions } from './run-actions.js';

const DEFINITIONS: Readonly<Record<ActionName, ActionDefinition>> = { ...runActions, ...outputActions, ...itemActions };

const UNKNOWN: ActionDefinition = {};

/** Actions of a newer gateway are offered without a dialog of their own. */
export const definitionOf = (action: ActionName): ActionDefinition =>
  Object.hasOwn(DEFINITIONS, action) ? DEFINITIONS[action] : UNKNOWN;
