/* SPDX-License-Identifier: MIT
 * What a configuration must be beyond the shape of its fields. */
#ifndef TRADYN_LIB_CODEC_CONFIG_CHECK_H
#define TRADYN_LIB_CODEC_CONFIG_CHECK_H

#include <tradyn/config.h>

/* Each names the path below `path` ("symbols[2]") and what would be legal. `err` is not NULL. */
int tradyn__check_account(const tradyn_account *account, const char *path, tradyn_error *err);
int tradyn__check_symbol(const tradyn_symbol *symbol, const char *path, tradyn_error *err);
int tradyn__check_fill_model(const tradyn_fill_model *model, const char *path, tradyn_error *err);

#endif
