import { Controller, Inject } from '@nestjs/common';
import { PermanentError, followUpOf } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Preflight, Step } from '@throughline/worker-host/steps';
import type { Destination, FollowUp } from '../destinations/destination.js';
import { DESTINATION_TYPES, toAttemptRef, openDestination, findOutput, type DestinationTypes } from './output-of-run.js';
import { OutputGate } from './output-gate.js';
import { readExternalId, isElsewhere, readPlace } from './delivery-record.js';

const nameOf = ({ step }: Pick<StepContext, 'step'>): string => followUpOf(step) ?? step;

/** Runs a follow-up of a delivery: thumbnail, playlist, captions. Its failure never affects the delivery (U9). */
@Controller()
export class FollowUpHandler implements StepHandler {
  constructor(
    @Inject(DESTINATION_TYPES) private readonly types: DestinationTypes,
    @Inject(OutputGate) private readonly gate: OutputGate,
  ) {}

  @Preflight()
  async preflight(context: StepContext): Promise<void> {
    const output = findOutput(context);
    const destination = openDestination(this.types, context);
    this.gate.admit(output, nameOf(context));
    await this.gate.within(output, (over) => destination.check(over), context.signal);
  }

  @Step('followUp')
  async run(context: StepContext): Promise<StepOutcome> {
    const name = nameOf(context);
    const destination = openDestination(this.types, context);
    if (destination.followUp === undefined)
      throw new PermanentError('follow-up-unknown', `Outputs of type '${findOutput(context).type}' have no follow-up '${name}'`);
    const { delivered } = context;
    const externalId = delivered === undefined ? undefined : readExternalId(delivered);
    // An unconfirmed delivery has no known object to work on.
    if (delivered === undefined || externalId === undefined) return { kind: 'skipped', reason: 'not_applicable' };
    // At another location the id means nothing, or belongs to a foreign object.
    const place = readPlace(delivered);
    if (isElsewhere(place, destination))
      throw new PermanentError(
        'delivered-elsewhere',
        `The item was delivered to ${String(place)}, but the output now uses ${destination.place}. Do '${name}' at the earlier destination by hand`,
      );
    return this.#runOn(destination, context, { name, externalId, delivered });
  }

  async #runOn(
    destination: Destination,
    context: StepContext,
    action: Pick<FollowUp, 'name' | 'externalId' | 'delivered'>,
  ): Promise<StepOutcome> {
    // The process may have been suspended: another attempt or a person may have changed the object.
    await context.confirmLease();
    const started = performance.now();
    const pass = this.gate.enter(findOutput(context), action.name);
    const { language } = context.textFacts;
    const { thumbnail } = context;
    const followUp: FollowUp = {
      ...toAttemptRef(context),
      ...action,
      ...(language === undefined ? {} : { language }),
      ...(thumbnail === undefined ? {} : { thumbnail }),
      signal: context.signal,
      onProgress: (fraction) => {
        pass.moved();
        context.progress({ fraction, phase: action.name });
      },
      input: async (role) => (await context.input(role))?.path,
      workspace: () => context.workspace(),
    };
    try {
      const reason = await destination.skipsFollowUp?.(followUp);
      if (reason !== undefined) return { kind: 'skipped', reason };
      const facts = await destination.followUp?.(followUp);
      pass.moved();
      const elapsedMs = Math.round(performance.now() - started);
      return {
        kind: 'completed',
        result: { ...facts, external_id: action.externalId },
        artifacts: [],
        metrics: { elapsed_ms: elapsedMs },
      };
    } finally {
      pass.leave();
    }
  }
}
