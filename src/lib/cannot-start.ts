/**
 * Something outside the program keeps it from starting: a folder, a port, a server that cannot be reached.
 * The message is one sentence for the operator; it is printed alone, without a stack.
 */
export class CannotStart extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CannotStart'
  }
}
