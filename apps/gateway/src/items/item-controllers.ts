import type { Type } from '@nestjs/common';
import { addressController } from './commands/address.controller.js';
import { checkCommand } from './commands/check.js';
import { itemCommands, restoreCommand } from './commands/item-commands.js';
import { lifeController } from './commands/life.controller.js';
import { settingsController } from './commands/settings.controller.js';
import { transferController } from './commands/transfer.controller.js';
import { previewsController } from './commands/previews.controller.js';
import { unstickController } from './commands/unstick.controller.js';
import { explainController } from './explain/explain.controller.js';
import { archiveController } from './files/archive.controller.js';
import { artifactLinksController } from './files/artifact-links.controller.js';
import { artifactsController } from './files/artifacts.controller.js';
import { eventsController } from './history/events.controller.js';
import type { ItemEndpoints } from './item-services.js';
import { runsController } from './runs/runs.controller.js';

/** Returns the controllers that every kind of items has. */
export const lastingControllers = (endpoints: ItemEndpoints): Type[] =>
  [eventsController, explainController, checkCommand, lifeController, restoreCommand, transferController].map((controller) =>
    controller(endpoints),
  );

/** Returns the controllers for the files and the previews of an item. */
export const playedControllers = (endpoints: ItemEndpoints): Type[] =>
  [previewsController, artifactsController].map((controller) => controller(endpoints));

/** Returns the controllers that recordings and documents share. */
export const itemControllers = (endpoints: ItemEndpoints): Type[] => [
  ...[
    runsController,
    ...itemCommands,
    unstickController,
    addressController,
    settingsController,
    archiveController,
    artifactLinksController,
  ].map((controller) => controller(endpoints)),
  ...playedControllers(endpoints),
  ...lastingControllers(endpoints),
];
