package mlp;

/** Extends, once it is packed, java.lang.String. */
final class Attack extends Hook {}
