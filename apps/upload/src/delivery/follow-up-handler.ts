import { Controller, Inject } from '@nestjs/common';
import { PermanentError, TEXTS, followUpOf, type JsonObject, type SkipReason } from '@throughline/contracts';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Preflight, Step } from '@throughline/worker-host/steps';
import type { Destination, FollowUp } from '../kit/destination.js';
import { DESTINATION_TYPES, toAttemptRef, openDestination, findOutput, type DestinationTypes } from './output-of-run.js';
import { OutputGate, type GatePass } from './output-gate.js';
import { readExternalId, isElsewhere, readPlace } from './delivery-record.js';
import { makeTexts } from './texts.js';

const nameOf = ({ step }: Pick<StepContext, 'step'>): string => followUpOf(step) ?? step;

/** Runs a follow-up of a delivery: thumbnail, playlist, captions, changed texts. Its failure never affects the delivery (U9). */
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
    const isTexts = name === TEXTS && destination.updateTexts !== undefined;
    if (destination.followUp === undefined && !isTexts)
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
    return isTexts
      ? this.#updateTexts(destination, context, externalId)
      : this.#runOn(destination, context, { name, externalId, delivered });
  }

  /** Sends the present texts. The lease is confirmed after they were read, so no later attempt has sent newer ones before. */
  async #updateTexts(destination: Destination, context: StepContext, externalId: string): Promise<StepOutcome> {
    // Only an erased item has no title, and nothing of it may be sent.
    if ((await context.title()) === undefined) return { kind: 'skipped', reason: 'not_applicable' };
    const { notes, ...texts } = await makeTexts(context, findOutput(context));
    await context.confirmLease();
    return this.#complete(context, externalId, async () => {
      const facts = await destination.updateTexts?.({ externalId, ...texts, signal: context.signal });
      return { ...facts, ...(notes.length === 0 ? {} : { text_notes: [...notes] }) };
    });
  }

  async #runOn(
    destination: Destination,
    context: StepContext,
    action: Pick<FollowUp, 'name' | 'externalId' | 'delivered'>,
  ): Promise<StepOutcome> {
    // The process may have been suspended: another attempt or a person may have changed the object.
    await context.confirmLease();
    const { language } = context.textFacts;
    const { thumbnail } = context;
    return this.#complete(context, action.externalId, async (pass) => {
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
      return (await destination.skipsFollowUp?.(followUp)) ?? (await destination.followUp?.(followUp)) ?? {};
    });
  }

  /** Runs an action at the output. It returns facts for the result, or the reason why there was nothing to do. */
  async #complete(
    context: StepContext,
    externalId: string,
    act: (pass: GatePass) => Promise<JsonObject | SkipReason>,
  ): Promise<StepOutcome> {
    const started = performance.now();
    const pass = this.gate.enter(findOutput(context), nameOf(context));
    try {
      const facts = await act(pass);
      if (typeof facts === 'string') return { kind: 'skipped', reason: facts };
      pass.moved();
      const elapsedMs = Math.round(performance.now() - started);
      return {
        kind: 'completed',
        result: { ...facts, external_id: externalId },
        artifacts: [],
        metrics: { elapsed_ms: elapsedMs },
      };
    } finally {
      pass.leave();
    }
  }
}
