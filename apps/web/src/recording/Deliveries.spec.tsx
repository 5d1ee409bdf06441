import type { FollowUp, Output } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { Deliveries } from './Deliveries.js';

const followUp = (name: string, change: Partial<FollowUp>): FollowUp =>
  ({ name, status: 'COMPLETED', failed_reason: null, ...change }) as FollowUp;

const draw = (followUps: readonly FollowUp[]): string => {
  const output = { id: 'tube', target_type: 'youtube', status: 'UPLOADED', follow_ups: followUps } as unknown as Output;
  const settled = { skip_reason: null, uploaded_at: null, failed_reason: null, target_meta: null };
  const recording = { outputs: [{ ...output, ...settled }], waiting_for: [] };
  return drawView(<Deliveries recording={recording} />, () => undefined).words;
};

describe('the deliveries of an item', () => {
  it('show a failed follow-up with its reason, and the output as delivered', () => {
    const words = draw([
      followUp('captions', { status: 'FAILED', failed: true, failed_reason: 'YouTube refused the captions' }),
      followUp('playlist', {}),
    ]);
    expect(words).toMatch(/tube youtube Delivered .*Then: captions Failed YouTube refused the captions .*Then: playlist · Done/);
  });

  it('of an item without any are there only if it can be delivered', () => {
    const recording = { outputs: [], waiting_for: [] };
    const drawWords = (offer?: string): string =>
      drawView(<Deliveries recording={recording}>{offer}</Deliveries>, () => undefined).words;
    expect(drawWords('Deliver to…')).toMatch(/Deliver to… .*Delivered to no output/);
    expect(drawWords()).toBe('');
  });
});
