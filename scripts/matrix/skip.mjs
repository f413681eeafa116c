/** What a check throws where it cannot be made. It is shown with its reason and is no failure, and no pass either. */
export class Skip extends Error {}
