namespace ArticleSearch.IndexFormat.Terms;

/// <summary>
/// The byte grammar of the finite state transducer (FST) that maps prefixes of terms to blocks of terms: its flags, and when a
/// node is laid out in which way. Holds no state.
/// </summary>
/// <remarks>
/// Every node is written after the nodes it leads to and stands <em>back to front</em>: its address is that of its last byte,
/// and it is read towards the start of the file. As it is read:
/// <code>
/// Fst          Byte 0, Node*                        the byte keeps address 0 free: "no node"
/// Node         List | BinarySearch | DirectAddressing
/// List         Arc*                                 labels ascending, the last arc flagged
/// BinarySearch Byte 20, VInt arcs, VInt size, arcs × (Arc, padded to size)
/// DirectAddressing
///              Byte 40, VInt range, VInt size, ⌈range/8⌉ × Byte presence (low bit first),
///              Byte first label, arcs present × (Arc without label, padded to size)
/// Arc          Byte flags, Byte label, [VInt length, output], [VInt length, final output], [VLong address of the target]
/// flags        01 the input may end here            02 the last arc of its node
///              04 the target is the next node       08 the target has no arcs
///              10 has an output                     20 has a final output: of the input that ends here
/// </code>
/// A target address stands only where neither flag 04 nor 08 does. The output of an input is the outputs of its arcs, one after
/// the other, and the final output of the last. What is known of the FST stands apart, in the <c>.tmd</c> file:
/// <code>
/// FstMetadata  Header "FST" 7, Byte accepts empty input, [VInt length, (VInt length, output) back to front],
///              Byte 0 (labels are bytes), VLong address of the root, VLong length in bytes
/// </code>
/// Example: the single input "a" with output 05 stands as <c>00 05 01 61 1F</c>, root address 4: read from there, flags
/// 01 + 02 + 04 + 08 + 10, label 'a', length 1, output 05.
/// </remarks>
internal static class FstFormat
{
    public const byte Final = 1 << 0;
    public const byte Last = 1 << 1;
    public const byte TargetNext = 1 << 2;
    public const byte Stop = 1 << 3;
    public const byte HasOutput = 1 << 4;
    public const byte HasFinalOutput = 1 << 5;

    /// <summary>First byte of a node for binary search; as flags of an arc it would be without meaning.</summary>
    public const byte BinarySearch = HasFinalOutput;

    /// <summary>First byte of a node for direct addressing.</summary>
    public const byte DirectAddressing = 1 << 6;

    /// <summary>Stands for the node without arcs at which an input ends; never on disk.</summary>
    public const int EndNode = -1;

    /// <summary>The longest input, that of the longest term.</summary>
    public const int MaxInputLength = TermBlockFormat.MaxTermLength;

    /// <summary>Nodes with many arcs get arcs of one size, so that one of them can be found without reading the others.</summary>
    public static bool HasFixedArcs(int depth, int arcs) => arcs >= 10 || (arcs >= 5 && depth <= 3);

    public static int PresenceLength(int labelRange) => (labelRange + 7) >> 3;
}
