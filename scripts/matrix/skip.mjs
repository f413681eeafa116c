/** Thrown by a check that cannot run. It is shown with its reason and counts neither as a failure nor as a pass. */
export class Skip extends Error {}
