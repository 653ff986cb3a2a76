/** What all homes were asked for: the answers of those that gave one. Only if none did, it fails as one of them. */
export async function answersOf<T>(asked: readonly Promise<T>[]): Promise<T[]> {
  const answers = await Promise.allSettled(asked);
  const given = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  const failed = answers.find((answer) => answer.status === "rejected");
  if (failed && given.length === 0) throw failed.reason;
  return given;
}
