/** The file may be read another time: it is not its doing. The message is a sentence for the log. */
export class NotReadNow extends Error {
  override readonly name = 'NotReadNow';
}
