// SPDX-License-Identifier: Apache-2.0
//
// The C interface of Tamis: batches of texts in, batches of results out.
//
// Texts come as Apache Arrow lays strings out: their bytes one after the other, offsets of 32 or 64
// bits, and a bitmap of those that are not null. Bytes that are not UTF-8 are taken with U+FFFD in
// their place, as the command does. A null text counts as none: it has no tokens and no result.
//
// Who owns what. All that is handed in belongs to the caller and is read or filled during the call
// only. A tamis_output, tamis_join, tamis_centres, tamis_search or tamis_cleaner belongs to the
// caller from the call that makes it to the one that frees it; the columns of an output live as
// long as it does.
//
// Errors. A function that can fail returns TAMIS_OK, or a code and fills `error`, which may be
// NULL. What it would have made is then not made, and an object that it was to change is to be
// freed. No input makes it trap; pointers must point to what is said of them.
//
// Threads. Functions without an object may run at the same time; of one object one at a time. The
// library starts no thread and holds no lock, so a process may fork after it was loaded.
//
// Determinism. Results depend on nothing but the input: not on the processor, nor on how the input
// is cut into batches. TAMIS_KERNEL in the environment names another kernel (scalar, avx2, …).
#ifndef TAMIS_H
#define TAMIS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Versions and errors

// The version of this interface, which changes whenever a declaration below does.
#define TAMIS_INTERFACE 1

// The interface that the library was built with.
int32_t tamis_interface(void);
// The library's version, such as 0.1.0; lives forever.
const char *tamis_version(void);
// The name of the kernel that runs; lives forever. Empty where TAMIS_KERNEL names none.
const char *tamis_kernel(void);

#define TAMIS_OK 0
// A parameter is not in its range.
#define TAMIS_BAD_PARAMETER 1
// A row cannot be taken: `row` tells which, counted from 0 in the batch.
#define TAMIS_BAD_ROW 2
// Bytes are no chrome model, or damaged.
#define TAMIS_BAD_MODEL 3
// Calls came in an order that makes no sense.
#define TAMIS_BAD_ORDER 4

typedef struct tamis_error {
  int32_t code;
  int32_t reserved;
  int64_t row;        // -1 where it is about no row
  char message[512];  // a sentence in UTF-8, ended by a zero
} tamis_error;

// The longest text, in bytes.
#define TAMIS_LONGEST_TEXT (1 << 30)

// MARK: Batches in

typedef struct tamis_strings {
  const uint8_t *data;      // the bytes of all texts; NULL only if there are none
  int64_t data_size;        // how many bytes there are at `data`
  const void *offsets;      // first + count + 1 numbers, not descending
  int32_t offset_bits;      // 32 or 64
  int32_t reserved;
  const uint8_t *validity;  // a bit a row, the lowest of a byte first; NULL: no row is null
  int64_t first;            // the row of the buffers that is row 0 of the batch
  int64_t count;            // rows of the batch
} tamis_strings;

// Lists of 64-bit numbers: those of row i are values[offsets[i]] up to values[offsets[i + 1]].
typedef struct tamis_lists {
  const uint64_t *values;
  int64_t value_count;      // how many numbers there are at `values`
  const int64_t *offsets;   // count + 1 numbers, not descending
  int64_t count;
} tamis_lists;

// MARK: Batches out

// Columns of numbers or bytes, numbered from 0. Texts are two columns, the bytes and, 64 bits each
// and one more than there are rows, where they start.
typedef struct tamis_output tamis_output;
int32_t tamis_output_columns(const tamis_output *output);
// The start of a column, never NULL, and how many bytes it has; NULL for a column there is not.
const void *tamis_output_column(const tamis_output *output, int32_t column, int64_t *size);
void tamis_output_free(tamis_output *output);

// MARK: Parameters of finding duplicates

typedef struct tamis_options {
  double threshold;      // Jaccard similarity that a pair must reach, above 0 to 1
  double recall;         // with which probability a pair at the threshold is found, from 0 below 1
  int32_t ngram;         // tokens a shingle, 1 to 64
  int32_t components;    // not 0: clusters are connected components
  int64_t bucket_limit;  // records of a bucket up to which all pairs are compared, from 2
} tamis_options;

// The defaults of the command: .8, .99, 5, 0, 1000.
void tamis_default_options(tamis_options *options);

// What follows from the options.
typedef struct tamis_plan {
  int32_t bands;
  int32_t rows;
  int32_t longest_short;   // distinct shingles up to which pairs are found by prefix alone
  int32_t longest_prefix;  // distinct shingles up to which a record has keys by prefix
  double recall;           // the probability that is reached at the threshold
} tamis_plan;
int32_t tamis_make_plan(const tamis_options *options, tamis_plan *plan, tamis_error *error);

// MARK: Texts to numbers

// The 128-bit hashes of texts: `hashes` takes two numbers a row, the upper half first; zeros for
// null. O(bytes).
int32_t tamis_hash_texts(const tamis_strings *texts, uint64_t *hashes, tamis_error *error);

// MinHash sketches: `sketches` takes `size` numbers a row (1 to 1024), UINT32_MAX for a text without
// tokens. Two sketches agree in about size × Jaccard places.
int32_t tamis_sketch_texts(
    const tamis_strings *texts, int32_t ngram, int32_t size, uint32_t *sketches,
    tamis_error *error);

// The shingle hashes of texts. Columns: 0 hashes (uint64), 1 where each row's start (int64).
// `distinct` 0: in the text's order, repeated ones included; else ascending, each once.
int32_t tamis_shingle_texts(
    const tamis_strings *texts, int32_t ngram, int32_t distinct, tamis_output **output,
    tamis_error *error);

// MARK: Finding pairs, a stage at a time

// Classes of shingles that are counted to know which are rare.
#define TAMIS_CLASSES (1 << 20)

// Adds the shingles of short rows to `counts`, TAMIS_CLASSES numbers that begin as zeros. Counts of
// parts of the input may be added up, none above UINT32_MAX.
int32_t tamis_count_shingles(
    const tamis_options *options, const tamis_lists *shingles, uint32_t *counts,
    tamis_error *error);

// The keys of rows, of which similar ones share some. Columns: 0 keys (uint64), 1 where each row's
// start (int64), 2 how many distinct shingles each row has (int32; 0 where these are too many to
// matter). `counts` are those of all of the input; NULL counts as zeros.
int32_t tamis_make_keys(
    const tamis_options *options, const uint32_t *counts, const tamis_lists *shingles,
    tamis_output **output, tamis_error *error);

// Finds records that share a key. Rows come ascending by key, then by record (its place in the total
// order, below 2^40), over any number of calls; memory is that of one bucket of bucket_limit.
//
// Columns of what is found: 0 pairs (int64, two a pair, the earlier first; a pair may come again);
// of buckets with more than bucket_limit records 1 the records and 2 the buckets' numbers (int64);
// 3 numbers of buckets that had the same records as one before, and need not be looked at (int64).
typedef struct tamis_join tamis_join;
int32_t tamis_join_new(const tamis_options *options, tamis_join **join, tamis_error *error);
int32_t tamis_join_append(
    tamis_join *join, const uint64_t *keys, const int64_t *records, const int32_t *distinct,
    int64_t count, tamis_output **output, tamis_error *error);
int32_t tamis_join_finish(tamis_join *join, tamis_output **output, tamis_error *error);
void tamis_join_free(tamis_join *join);

// Compares the records of large buckets with up to 256 centres each. Rows come by bucket, then
// ascending by record, over any number of calls; `shingles` are distinct and ascending.
//
// Columns: 0 verified pairs (int64, two a pair), 1 intersections, 2 unions (int64); 3 records for
// which no centre was left (int64).
typedef struct tamis_centres tamis_centres;
int32_t tamis_centres_new(
    const tamis_options *options, tamis_centres **centres, tamis_error *error);
int32_t tamis_centres_append(
    tamis_centres *centres, const int64_t *buckets, const int64_t *records,
    const tamis_lists *shingles, tamis_output **output, tamis_error *error);
void tamis_centres_free(tamis_centres *centres);

// The exact similarity of pairs of rows of `shingles`, distinct and ascending: `intersections` and
// `unions` take a number a pair. Pairs whose sizes rule the threshold out get 0 and 0.
int32_t tamis_compare(
    const tamis_options *options, const tamis_lists *shingles, const int64_t *first,
    const int64_t *second, int64_t count, int64_t *intersections, int64_t *unions,
    tamis_error *error);

// Whether similarities reach the threshold, in integers: `reached` takes 1 or 0 a pair.
int32_t tamis_reach_threshold(
    const tamis_options *options, const int64_t *intersections, const int64_t *unions,
    int64_t count, uint8_t *reached, tamis_error *error);

// The clusters of verified pairs of records by their places in the total order, in any order of
// pairs. Columns: 0 records that are not kept, ascending; 1 for each the record that represents it;
// 2 the number of the pair of these two, -1 where components joined them without one (int64).
// O(n log n) in the pairs.
int32_t tamis_cluster_pairs(
    const tamis_options *options, const int64_t *first, const int64_t *second, int64_t count,
    tamis_output **output, tamis_error *error);

// MARK: Finding duplicates, all at once

// Everything from texts to verdicts, in memory: eight bytes a token and 16 a key. Records are
// numbered over all calls.
typedef struct tamis_search tamis_search;
int32_t tamis_search_new(const tamis_options *options, tamis_search **search, tamis_error *error);
// `ids` settle ties after `order` and the content hash; NULL: the order of the records does.
// `order` has a number a row, the least is kept; NULL: the longest text is.
int32_t tamis_search_append(
    tamis_search *search, const tamis_strings *texts, const tamis_strings *ids,
    const int64_t *order, tamis_error *error);
// Columns: 0 the record that is kept in place of each, itself where it is kept (int64); 1 kind, 0
// kept, 1 exact copy, 2 near-duplicate (uint8); 2 intersection, 3 union (int64; 1 and 1 of copies,
// 0 and 0 of members of components that were not compared); 4 the records that have tokens in the
// total order, copies behind the first (int64); 5 the verified pairs of the first of their copies
// (int64, two a pair, the earlier first), 6 their intersections, 7 unions; 8 figures: pairs
// compared, pairs of large buckets not compared, large buckets (int64).
int32_t tamis_search_run(tamis_search *search, tamis_output **output, tamis_error *error);
void tamis_search_free(tamis_search *search);

// MARK: Cleaning pages

// Pages of a batch. Where a row has html in which something is visible, that is the page, else the
// text is. All but one of html and text may be NULL. A page belongs to the host of `host`, else of
// its url; `group` names another grouping. `title` are lines that stay.
typedef struct tamis_pages {
  const tamis_strings *text;
  const tamis_strings *html;
  const tamis_strings *url;
  const tamis_strings *host;
  const tamis_strings *group;
  const tamis_strings *title;
} tamis_pages;

#define TAMIS_FAVOUR_PRECISION 0
#define TAMIS_FAVOUR_BALANCED 1
#define TAMIS_FAVOUR_RECALL 2
#define TAMIS_FORMAT_PLAIN 0
#define TAMIS_FORMAT_MARKDOWN 1

// The name of a reason for dropping, by its number; NULL for a number there is not. Lives forever.
const char *tamis_reason(int32_t number);

// Cleans pages by what it knows of hosts: from models, from pages it has counted, both, or nothing.
// Counting holds eight bytes a line and token of each page until tamis_cleaner_learn.
typedef struct tamis_cleaner tamis_cleaner;
int32_t tamis_cleaner_new(
    int32_t favour, int32_t format, tamis_cleaner **cleaner, tamis_error *error);
// Adds what a chrome model's file knows; before learning.
int32_t tamis_cleaner_add_model(
    tamis_cleaner *cleaner, const uint8_t *bytes, int64_t size, tamis_error *error);
// Notes the lines of pages that have a host, as the first pass of `tamis clean` does.
int32_t tamis_cleaner_count(
    tamis_cleaner *cleaner, const tamis_pages *pages, tamis_error *error);
// Ends the counting: captures of one address and near copies on a host count as one page. Pages are
// judged by this from now on. Once.
int32_t tamis_cleaner_learn(tamis_cleaner *cleaner, tamis_error *error);
// Says what is known of hosts, ascending by name, instead of counting: names, and for each host its
// pages; for each line of the lists `keys` its count and, four a line, the counts by zone.
int32_t tamis_cleaner_set_hosts(
    tamis_cleaner *cleaner, const tamis_strings *names, const uint32_t *pages,
    const tamis_lists *keys, const uint32_t *counts, const uint32_t *zones, tamis_error *error);
// What was learned, as the bytes of a chrome model's file: column 0.
int32_t tamis_cleaner_model(tamis_cleaner *cleaner, tamis_output **output, tamis_error *error);
// Judges pages and takes out what is no text. Rows that are null have no text, or drops.
//
// Columns: 0, 1 texts; 2 a byte a row, 0 for null; 3 where each row's drops start (int64, one more
// than rows); then of each drop 4 start, 5 end in bytes of the page's visible text, half open;
// 6, 7 the copy that is kept, -1 where the reason is no repeat (int64); 8 the reason's number
// (uint8); 9 the confidence from 0 to 1 (double); 10, 11 the evidence in words; 12, 13 the dropped
// text; then of each row what the page states, a pair of columns each, nothing where it does not:
// 14 title, 16 author, 18 date, 20 language, 22 canonical, 24 description; 26 a byte for each of
// these six a row, row by row, 1 where it is stated.
int32_t tamis_cleaner_clean(
    tamis_cleaner *cleaner, const tamis_pages *pages, tamis_output **output, tamis_error *error);
void tamis_cleaner_free(tamis_cleaner *cleaner);

// What pages contribute to their hosts, to be counted elsewhere. Columns: 0, 1 the hosts' names,
// empty for a page of none; 2 the hash of the address (uint64, two a row; zeros without one);
// 3 sightings (uint64: a line's key, and in the lowest two bits its zone), 4 where each row's start
// (int64); 5, 6 the visible texts.
int32_t tamis_sight_lines(const tamis_pages *pages, tamis_output **output, tamis_error *error);

#ifdef __cplusplus
}
#endif

#endif
