import { Controller, Inject } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import { ArtifactLinksController } from '../artifacts/artifact-links.controller.js';
import { ARTIFACTS, ArtifactsController } from '../artifacts/artifacts.controller.js';
import { SignedLinks } from '../artifacts/signed-links.js';
import { CommandsController } from '../commands/commands.controller.js';
import { OutputsController } from '../commands/outputs.controller.js';
import { Retention } from '../commands/retention.js';
import { EraseController } from '../erase/erase.controller.js';
import { KeptAnswers } from '../erase/kept-answers.js';
import { ExplainController } from '../explain/explain.controller.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { LiveProgress } from '../recordings/live-progress.js';
import { RunsController } from '../runs/runs.controller.js';
import { PublicAddress } from '../sign-in/origin.js';
import { NeedsScope } from '../tokens/auth.guard.js';
import { DocumentDesk } from './document-desk.js';

/*
 * The requests that every item takes, below the path of documents: the same controllers over another pipeline, so that nothing of what
 * recordings can be asked is written a second time.
 */
const PATH = 'api/v1/documents';

@Controller(PATH)
@NeedsScope('write')
export class DocumentRunsController extends RunsController {
  constructor(@Inject(DocumentDesk) { requests, items, runs }: DocumentDesk) {
    super(requests, items, runs);
  }
}

@Controller(PATH)
@NeedsScope('write')
export class DocumentCommandsController extends CommandsController {
  constructor(
    @Inject(DocumentDesk) { requests }: DocumentDesk,
    @Inject(Retention) retention: Retention,
    @Inject(LiveProgress) live: LiveProgress,
  ) {
    super(requests, retention, live);
  }
}

@Controller(PATH)
@NeedsScope('write')
export class DocumentOutputsController extends OutputsController {
  constructor(@Inject(DocumentDesk) { requests, runs }: DocumentDesk) {
    super(requests, runs);
  }
}

@Controller(PATH)
@NeedsScope('write')
export class DocumentEraseController extends EraseController {
  constructor(@Inject(DocumentDesk) { requests }: DocumentDesk, @Inject(KeptAnswers) kept: KeptAnswers) {
    super(requests, kept);
  }
}

@Controller(PATH)
@NeedsScope('read')
export class DocumentExplainController extends ExplainController {
  constructor(@Inject(DocumentDesk) { explanations }: DocumentDesk) {
    super(explanations);
  }
}

@Controller(`${PATH}/:id/artifacts`)
@NeedsScope('read')
export class DocumentArtifactsController extends ArtifactsController {
  constructor(@Inject(DocumentDesk) { files }: DocumentDesk, @Inject(ARTIFACTS) store: ArtifactStore) {
    super(files, store);
  }
}

@Controller(`${PATH}/:id/artifacts`)
@NeedsScope('read')
export class DocumentArtifactLinksController extends ArtifactLinksController {
  constructor(
    @Inject(DocumentDesk) { files }: DocumentDesk,
    @Inject(SignedLinks) links: SignedLinks,
    @Inject(PublicAddress) address: PublicAddress,
    @Inject(IdempotentRequests) once: IdempotentRequests,
  ) {
    super(files, links, address, once);
  }
}
