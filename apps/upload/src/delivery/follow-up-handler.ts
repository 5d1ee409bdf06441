import { PermanentError, followUpOf } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import type { FollowUp } from '../destinations/destination.js';
import { askingOf, openDestination, outputOfRun, type DestinationTypes } from './output-of-run.js';
import type { OutputGate } from './output-gate.js';
import { externalIdOf, isElsewhere, placeOf } from './recorded.js';

/** Does at a destination what follows a delivery: thumbnail, playlist, captions. Whatever becomes of it, the delivery stands (U9). */
export class FollowUpHandler implements StepHandler {
  constructor(
    private readonly types: DestinationTypes,
    private readonly gate: OutputGate,
  ) {}

  async preflight(context: StepContext): Promise<void> {
    const output = outputOfRun(context);
    const destination = openDestination(this.types, context);
    this.gate.admit(output);
    await this.gate.within(output, (over) => destination.check(over), context.signal);
  }

  async run(context: StepContext): Promise<StepOutcome> {
    const name = followUpOf(context.step) ?? context.step;
    const destination = openDestination(this.types, context);
    if (destination.followUp === undefined)
      throw new PermanentError('follow-up-unknown', `Outputs of type '${outputOfRun(context).type}' have no follow-up '${name}'`);
    const { delivered } = context;
    const externalId = delivered === undefined ? undefined : externalIdOf(delivered);
    // Of an unconfirmed delivery nobody knows the object that would be worked on.
    if (delivered === undefined || externalId === undefined) return { kind: 'skipped', reason: 'not_applicable' };
    // At another place the id means nothing, or an object of somebody else.
    const place = placeOf(delivered);
    if (isElsewhere(place, destination))
      throw new PermanentError(
        'delivered-elsewhere',
        `It was delivered to ${String(place)}, and the output leads to ${destination.place} now: do '${name}' there by hand`,
      );
    // A sleeper that wakes here must not undo what its successor, or a person, has done at the object.
    await context.confirmLease();
    const started = performance.now();
    const pass = this.gate.enter(outputOfRun(context));
    const followUp: FollowUp = {
      ...askingOf(context),
      name,
      externalId,
      delivered,
      signal: context.signal,
      onProgress: (fraction) => {
        pass.moved();
        context.progress({ fraction, phase: name });
      },
      input: async (role) => (await context.input(role))?.path,
    };
    const facts = await destination
      .followUp(followUp)
      .then((done) => {
        pass.moved();
        return done;
      })
      .finally(() => {
        pass.leave();
      });
    const elapsedMs = Math.round(performance.now() - started);
    return {
      kind: 'completed',
      result: { ...facts, external_id: externalId },
      artifacts: [],
      metrics: { elapsed_ms: elapsedMs },
    };
  }
}
