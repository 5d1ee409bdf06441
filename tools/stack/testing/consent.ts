/**
 * Plays the part of the user's browser in an OAuth consent: follows the redirects to our page, with the user's token. Returns
 * that page's answer.
 */
export async function giveConsent(url: string, token: string): Promise<Response> {
  const asked = await fetch(url, { redirect: 'manual' });
  const back = asked.headers.get('location');
  if (back === null) throw new Error(`No consent was given: ${String(asked.status)} ${await asked.text()}`);
  return fetch(back, { headers: { authorization: `Bearer ${token}` } });
}
