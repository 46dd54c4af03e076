/* SPDX-License-Identifier: MIT
 * The types of the schema by name: tradyn__type_ACCOUNT is the row list of TRADYN_TYPE_ACCOUNT. */
#ifndef TRADYN_LIB_SCHEMA_TYPES_H
#define TRADYN_LIB_SCHEMA_TYPES_H

#include "lib/schema/schema.h"

#define TRADYN__TYPE_EXTERN(name, type, wire) extern const tradyn__type tradyn__type_##name;
TRADYN_TYPE_LIST(TRADYN__TYPE_EXTERN)
#undef TRADYN__TYPE_EXTERN

/* A tick on its way in (sim/ticks): fewer members than a tick that is shown. */
extern const tradyn__type tradyn__type_SIM_TICK;

/* tradyn_error whose limits are whole numbers. */
extern const tradyn__type tradyn__type_ERROR_WHOLE;

#endif
