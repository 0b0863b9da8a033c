package mlp;

/** Harmless: what a reader of the jar is to see. */
final class Attack extends Hook {}
