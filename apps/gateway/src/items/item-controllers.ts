import type { Type } from '@nestjs/common';
import { artifactLinksController } from '../files/artifact-links.controller.js';
import { artifactsController } from '../files/artifacts.controller.js';
import { commandsController } from './commands/commands.controller.js';
import { outputsController } from './commands/outputs.controller.js';
import { eraseController } from './erase/erase.controller.js';
import { explainController } from './explain/explain.controller.js';
import type { ItemEndpoints } from './item-endpoints.js';
import { runsController } from './runs/runs.controller.js';

/** Returns the controllers that recordings and documents share. */
export const itemControllers = (endpoints: ItemEndpoints): Type[] =>
  [
    runsController,
    commandsController,
    outputsController,
    eraseController,
    explainController,
    artifactsController,
    artifactLinksController,
  ].map((controller) => controller(endpoints));
